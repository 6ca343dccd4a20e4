# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'fd[fashion-mnist-classifier]   (lower is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
8 232.90474 231.36147 234.44802
EOD
$c1 << EOD
4 230.58715 229.45754 231.71676
8 230.7179 229.68562 231.75019
EOD
$c2 << EOD
4 226.579 225.28543 227.87257
EOD
$c3 << EOD
4 218.02642 216.62185 219.431
8 227.2518 225.54206 228.96155
EOD
$c4 << EOD
4 248.08707 246.70754 249.4666
8 199.01725 196.67731 201.35719
EOD
$c5 << EOD
7 221.45181 219.7899 223.11372
EOD
$c6 << EOD
4 210.40232 208.48273 212.32191
8 227.2917 225.88422 228.69917
EOD
$c7 << EOD
6 237.5269 236.41894 238.63487
9 200.44059 197.96591 202.91526
EOD
$c8 << EOD
8 217.05091 214.46679 219.63504
EOD
$c9 << EOD
4 239.4585 238.19488 240.72212
8 192.74037 190.97031 194.51044
EOD
$c10 << EOD
6 213.02482 211.13539 214.91426
EOD
$c11 << EOD
6 239.23475 237.46383 241.00567
10 179.57116 177.289 181.85333
EOD
$c12 << EOD
7 204.90509 203.52768 206.28251
EOD
$c13 << EOD
4 236.82734 235.70023 237.95445
8 176.95265 174.35935 179.54595
EOD
$c14 << EOD
5 195.28966 192.68974 197.88958
10 213.69455 210.974 216.4151
EOD
$c15 << EOD
6 206.12217 204.32724 207.9171
9 200.08585 195.44126 204.73044
EOD
$c16 << EOD
6 202.97929 199.33393 206.62465
EOD
$c17 << EOD
6 222.97951 221.6613 224.29771
9 154.24794 151.71286 156.78302
EOD
$c18 << EOD
6 226.63133 225.87527 227.3874
10 132.65287 128.42601 136.87972
EOD
$c19 << EOD
6 200.66238 198.50618 202.81858
10 144.87806 141.5713 148.18483
EOD
$c20 << EOD
6 212.29579 210.59439 213.99719
9 113.82269 109.50276 118.14263
EOD
$c21 << EOD
6 145.42037 142.29489 148.54586
EOD
$c22 << EOD
6 159.80869 156.06655 163.55083
10 69.979647 66.0898 73.869495
EOD
$c23 << EOD
6 172.08228 169.0344 175.13015
9 64.127811 59.752836 68.502787
EOD
$c24 << EOD
6 106.00976 101.30542 110.7141
10 40.789813 37.940143 43.639483
EOD
$c25 << EOD
6 162.50656 159.91344 165.09969
10 24.112139 21.467704 26.756575
EOD
$c26 << EOD
4 183.85229 181.35073 186.35385
8 18.262481 15.470113 21.054848
EOD
$c27 << EOD
5 177.49208 175.14111 179.84305
10 18.011227 15.127666 20.894789
EOD
$c28 << EOD
4 164.45053 162.10609 166.79496
8 17.975728 15.213278 20.738177
EOD
$c29 << EOD
4 166.2121 163.0638 169.36041
8 17.232489 14.478986 19.985992
EOD
$c30 << EOD
6 129.92217 127.53594 132.30839
10 21.810238 19.461107 24.15937
EOD
$c31 << EOD
6 129.92217 127.53594 132.30839
10 21.810238 19.461107 24.15937
EOD
$c32 << EOD
6 86.051203 82.364028 89.738378
10 31.745139 28.661463 34.828815
EOD
$c33 << EOD
4 159.75757 156.46184 163.05329
8 17.017185 14.323741 19.710629
EOD
$c34 << EOD
4 51.156933 46.254409 56.059457
10 50.470333 47.040983 53.899682
EOD
$c35 << EOD
6 210.41281 208.61701 212.2086
10 12.025285 9.9110931 14.139477
EOD
$c36 << EOD
6 163.58032 161.39677 165.76387
10 14.449565 12.290828 16.608302
EOD
$c37 << EOD
6 140.80971 136.70278 144.91664
10 14.670463 12.5294 16.811526
EOD
$c38 << EOD
6 69.101925 66.696107 71.507744
10 27.22666 24.115522 30.337798
EOD
$c39 << EOD
6 44.287224 41.08266 47.491787
10 40.910877 37.514883 44.306872
EOD
$c40 << EOD
6 43.041743 39.469182 46.614303
9 37.021068 34.271113 39.771023
EOD
$c41 << EOD
6 91.04442 87.932585 94.156254
10 13.353475 11.068156 15.638794
EOD
$c42 << EOD
6 88.767992 85.706775 91.82921
10 13.337307 11.056592 15.618022
EOD
$c43 << EOD
6 88.548329 85.721485 91.375172
10 13.33877 11.050183 15.627357
EOD
$c44 << EOD
6 88.059556 84.625399 91.493713
10 13.060323 10.833768 15.286878
EOD
$c45 << EOD
6 41.972974 38.765675 45.180274
9 13.45798 11.127541 15.78842
EOD
$c46 << EOD
6 41.146426 37.290429 45.002422
10 12.969425 10.719645 15.219204
EOD
$c47 << EOD
6 30.331411 26.708442 33.95438
10 11.852912 9.6986117 14.007211
EOD
$c48 << EOD
6 24.57057 21.836111 27.305029
10 14.198401 11.879636 16.517167
EOD
$c49 << EOD
6 29.502936 25.977213 33.028659
10 11.823839 9.6893583 13.95832
EOD
$c50 << EOD
6 29.522004 26.072926 32.971081
10 11.814049 9.6686519 13.959446
EOD
$c51 << EOD
6 25.331292 22.618381 28.044203
10 13.018701 11.130282 14.90712
EOD
$c52 << EOD
6 26.910015 23.688962 30.131069
10 11.623262 9.4454163 13.801107
EOD
$c53 << EOD
6 26.525204 23.247765 29.802644
10 11.63441 9.4455814 13.823239
EOD
$c54 << EOD
6 23.540942 20.333063 26.748821
9 12.806236 10.663651 14.94882
EOD
$c55 << EOD
6 28.221144 25.677482 30.764806
10 9.7939584 7.897789 11.690128
EOD
$c56 << EOD
6 24.097557 21.419496 26.775617
10 10.638091 8.6467089 12.629473
EOD
$c57 << EOD
6 20.856974 18.333802 23.380146
10 11.919685 9.7144689 14.124901
EOD
$c58 << EOD
6 24.046545 21.635439 26.457651
10 9.8699392 8.082298 11.65758
EOD
$c59 << EOD
6 20.667279 18.133002 23.201557
10 10.604895 8.6139467 12.595843
EOD
$c60 << EOD
6 17.396777 14.614064 20.179491
10 11.124313 9.0246573 13.223969
EOD
$c61 << EOD
6 17.250237 14.921059 19.579416
10 10.97094 9.1397058 12.802175
EOD
$c62 << EOD
6 15.378149 13.339259 17.417039
10 11.469023 9.7240034 13.214042
EOD
$c63 << EOD
6 16.642904 14.433383 18.852426
10 10.034788 8.1262924 11.943284
EOD
$c64 << EOD
6 14.697342 11.828402 17.566283
10 11.116398 8.8725156 13.360281
EOD
$c65 << EOD
6 13.477591 11.3883 15.566881
10 10.262756 8.375014 12.150498
EOD
$c66 << EOD
6 12.919474 10.801006 15.037942
10 10.235767 8.2904533 12.181081
EOD
$c67 << EOD
6 13.352331 11.372239 15.332423
10 9.7970424 8.0323429 11.561742
EOD
$c68 << EOD
6 12.658772 10.645775 14.671769
10 9.9950099 7.9782421 12.011778
EOD
$c69 << EOD
6 11.915297 10.006595 13.823999
10 10.310891 8.5287909 12.092991
EOD
$c70 << EOD
6 12.413217 10.640883 14.185551
9 9.8448057 8.0780161 11.611595
EOD
$c71 << EOD
6 12.006023 10.198431 13.813615
10 9.9613682 8.2707177 11.652019
EOD
$c72 << EOD
6 12.006023 10.198431 13.813615
10 9.9613682 8.2707177 11.652019
EOD
$c73 << EOD
6 12.006023 10.198431 13.813615
10 9.9613682 8.2707177 11.652019
EOD
$c74 << EOD
6 10.366872 8.6423116 12.091431
10 11.016517 8.9296232 13.103411
EOD
$c75 << EOD
6 10.568909 8.8854834 12.252335
10 10.695305 8.6857273 12.704883
EOD
$c76 << EOD
6 11.336818 9.5616323 13.112003
10 9.7481364 8.0384236 11.457849
EOD
$c77 << EOD
6 11.336818 9.5616323 13.112003
10 9.7481364 8.0384236 11.457849
EOD
$c78 << EOD
6 11.336818 9.5616323 13.112003
10 9.7481364 8.0384236 11.457849
EOD
$c79 << EOD
6 10.450265 8.9105964 11.989934
10 10.41625 8.5153979 12.317102
EOD
$c80 << EOD
6 11.176399 9.3948886 12.957909
10 9.7125761 7.9998308 11.425321
EOD
$c81 << EOD
6 11.176399 9.3948886 12.957909
10 9.7125761 7.9998308 11.425321
EOD
$c82 << EOD
6 11.176399 9.3948886 12.957909
10 9.7125761 7.9998308 11.425321
EOD
$c83 << EOD
10 10.370079 8.5566432 12.183515
EOD
$c84 << EOD
6 10.810535 8.9878685 12.633202
10 9.8184073 8.0764114 11.560403
EOD
$c85 << EOD
6 10.698365 8.8449648 12.551764
10 9.796553 8.0395641 11.553542
EOD
$c86 << EOD
6 10.269903 8.3678136 12.171993
10 9.8373911 8.0682891 11.606493
EOD
$c87 << EOD
6 10.275874 8.3715117 12.180235
10 9.7297951 7.9760035 11.483587
EOD
$c88 << EOD
6 9.9023064 8.2839247 11.520688
10 9.8002819 7.9036651 11.696899
EOD
$c89 << EOD
6 9.8935576 8.2742248 11.51289
10 9.8015973 7.904482 11.698712
EOD
$c90 << EOD
6 9.7830671 8.2126954 11.353439
10 9.5810632 7.7334288 11.428698
EOD
$c91 << EOD
6 9.4886489 7.7754195 11.201878
10 9.7838332 7.8879149 11.679752
EOD
$c92 << EOD
6 9.7062363 7.9996724 11.4128
10 9.4539492 7.7470896 11.160809
EOD
set lmargin at screen 0.100
set rmargin at screen 0.559
set bmargin at screen 0.155
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('9' 9, '10' 10, '11' 11, '12' 12)
set logscale x
set xtics ('6' 6, '7' 7, '8' 8, '10' 10)
set xrange [5.2173913:11.5]
set yrange [8.2208254:12.432116]
set arrow from graph 1.02, graph 0.6755 to graph 1.085, graph 0.6755 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'rk_start(exp_ab4_noise)' at graph 1.1, graph 0.6755 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.6755 point pt 13 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.5635 to graph 1.085, graph 0.5635 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'deis_tab1' at graph 1.1, graph 0.5635 left noenhanced font ',14' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.5635 point pt 11 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.3955 to graph 1.085, graph 0.3955 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'ipndm2' at graph 1.1, graph 0.3955 left noenhanced font ',14' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.3955 point pt 7 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.6195 to graph 1.085, graph 0.6195 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'ipndm_v4_legacy' at graph 1.1, graph 0.6195 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.6195 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.2835 to graph 1.085, graph 0.2835 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'ipndm_v3_legacy' at graph 1.1, graph 0.2835 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.2835 point pt 13 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.4515 to graph 1.085, graph 0.4515 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2' at graph 1.1, graph 0.4515 left noenhanced font ',14' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.4515 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.5075 to graph 1.085, graph 0.5075 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'unic(dpmpp_2m)' at graph 1.1, graph 0.5075 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.5075 point pt 9 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.2275 to graph 1.085, graph 0.2275 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.2275 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.2275 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.3395 to graph 1.085, graph 0.3395 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'analytic_start(dpmpp_2m)' at graph 1.1, graph 0.3395 left noenhanced font ',14' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.3395 point pt 13 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.1715 to graph 1.085, graph 0.1715 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'exp_ab2_noise' at graph 1.1, graph 0.1715 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.1715 point pt 11 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c83 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c83 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c84 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c84 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c85 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c85 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c86 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c86 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c87 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c87 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c88 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c88 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c89 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c89 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c90 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c90 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c91 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c91 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c92 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c92 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c83 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c83 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c84 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c84 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c85 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c85 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c86 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c86 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c87 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c87 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c88 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c88 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c89 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c89 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c90 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c90 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c91 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c91 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c92 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c92 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
unset output
