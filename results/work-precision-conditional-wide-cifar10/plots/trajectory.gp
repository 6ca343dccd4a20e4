# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Trajectory error against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10 with classes, the wider network: trajectory error of eleven methods' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'RMS distance to the converged trajectory; bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.8765496 0.11999843 0.11590329 0.12409358
9.7530991 0.023507802 0.022610971 0.024404632
14.629649 0.0082584267 0.007914027 0.0086028265
19.506198 0.0044254054 0.004237087 0.0046137238
29.259297 0.0015366665 0.0014716262 0.0016017069
EOD
$c1 << EOD
4.9009934 0.28106442 0.27456593 0.28756291
9.8019867 0.025666441 0.024583454 0.026749428
14.70298 0.0068661711 0.0065554171 0.0071769251
19.603973 0.0029883703 0.002817973 0.0031587676
29.40596 0.0010832776 0.0010311984 0.0011353568
EOD
$c2 << EOD
4.9255597 0.12007764 0.11605027 0.12410502
9.8511194 0.022331311 0.02135373 0.023308893
14.776679 0.0080521566 0.0076849951 0.0084193181
19.702239 0.0048548025 0.0045937285 0.0051158765
29.553358 0.0024256447 0.002310312 0.0025409774
EOD
$c3 << EOD
4.9502492 0.16645989 0.16016429 0.17275548
9.9004983 0.041093875 0.039236953 0.042950797
14.850748 0.010118736 0.0096284766 0.010608995
19.800997 0.0048500349 0.0045403836 0.0051596863
29.701495 0.0017411772 0.0016453026 0.0018370519
EOD
$c4 << EOD
4.9750624 0.2745141 0.26886377 0.28016443
9.9501248 0.042949046 0.04093346 0.044964632
14.925187 0.014549786 0.013752603 0.01534697
19.90025 0.0074134151 0.0069363609 0.0078904693
29.850374 0.0026871489 0.0025239468 0.002850351
EOD
$c5 << EOD
5 0.17443263 0.17086932 0.17799594
10 0.033220557 0.031774579 0.034666534
15 0.011656561 0.011081065 0.012232056
20 0.0064266666 0.006039683 0.0068136503
30 0.0025139668 0.0023818459 0.0026460877
EOD
$c6 << EOD
4.0200501 0.39061609 0.37987706 0.40135511
10.050125 0.26417638 0.25869572 0.26965704
14.070175 0.14143569 0.13695814 0.14591325
20.10025 0.069510962 0.066211018 0.072810907
30.150376 0.035456588 0.033542925 0.037370251
EOD
$c7 << EOD
5.0502508 0.080244778 0.077746278 0.082743279
10.100502 0.028718766 0.027675376 0.029762157
15.150753 0.01506938 0.014502504 0.015636255
20.201003 0.0093666202 0.0089796102 0.0097536301
30.301505 0.005165753 0.0049214042 0.0054101017
EOD
$c8 << EOD
5.0755653 0.11832636 0.11483866 0.12181406
10.151131 0.040161836 0.039132459 0.041191213
15.226696 0.017871789 0.017425486 0.018318093
20.302261 0.010027528 0.0097649773 0.01029008
30.453392 0.0044532699 0.0043328813 0.0045736584
EOD
$c9 << EOD
5.1010067 0.1087029 0.10483162 0.11257418
10.202013 0.032497102 0.031831118 0.033163086
15.30302 0.017996977 0.0176658 0.018328153
20.404027 0.014434162 0.014173328 0.014694997
30.60604 0.011031797 0.010844555 0.011219039
EOD
$c10 << EOD
5.1265756 0.18519904 0.17970727 0.19069081
10.253151 0.11323695 0.11018799 0.11628592
15.379727 0.082181274 0.080111076 0.084251472
20.506302 0.065087111 0.063513651 0.06666057
30.759454 0.046261955 0.045222037 0.047301874
EOD
set lmargin at screen 0.110
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('1e-4' 0.0001, '0.001' 0.001, '0.01' 0.01, '0.1' 0.10000000000000001)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20, '30' 30)
set xrange [3.4782609:34.5]
set yrange [3.5115569e-05:0.68112772]
set arrow from graph 0, first 5.9593579e-05 to graph 1, first 5.9593579e-05 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 'uncertainty of the reference' at graph 0.01, first 5.9593579e-05 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.2699 to graph 1.085, graph 0.2699 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2, log_snr' at graph 1.1, graph 0.2699 left noenhanced font ',10' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.2699 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.2139 to graph 1.085, graph 0.2139 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'unipc3_bh1, log_snr' at graph 1.1, graph 0.2139 left noenhanced font ',10' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.2139 point pt 15 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.3819 to graph 1.085, graph 0.3819 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'ipndm3, log_snr' at graph 1.1, graph 0.3819 left noenhanced font ',10' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.3819 point pt 9 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.3259 to graph 1.085, graph 0.3259 nohead linecolor rgb '#332288' linewidth 2 dashtype 1
set label 'dpm_solver_v3_2, log_snr' at graph 1.1, graph 0.3259 left noenhanced font ',10' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.3259 point pt 13 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.4939 to graph 1.085, graph 0.4939 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'dpmpp_3m, log_snr' at graph 1.1, graph 0.4939 left noenhanced font ',10' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.4939 point pt 9 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.4379 to graph 1.085, graph 0.4379 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dpmpp_3m_legacy, log_snr' at graph 1.1, graph 0.4379 left noenhanced font ',10' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.4379 point pt 7 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.7179 to graph 1.085, graph 0.7179 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun, log_snr' at graph 1.1, graph 0.7179 left noenhanced font ',10' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.7179 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.6059 to graph 1.085, graph 0.6059 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'analytic_start(dpmpp_2m), log_snr' at graph 1.1, graph 0.6059 left noenhanced font ',10' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.6059 point pt 13 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.5499 to graph 1.085, graph 0.5499 nohead linecolor rgb '#0072B2' linewidth 2 dashtype (5,3)
set label 'dpmpp_2m, karras' at graph 1.1, graph 0.5499 left noenhanced font ',10' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.5499 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.6619 to graph 1.085, graph 0.6619 nohead linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5)
set label 'ipndm_v4_legacy, uniform' at graph 1.1, graph 0.6619 left noenhanced font ',10' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.6619 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.7739 to graph 1.085, graph 0.7739 nohead linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5)
set label 'ddim, uniform' at graph 1.1, graph 0.7739 left noenhanced font ',10' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.7739 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'trajectory.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c5 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c5 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c6 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c6 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c7 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c7 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c8 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c8 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (5,3) pointtype 7 pointsize 0.8, \
     $c9 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c9 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5) pointtype 5 pointsize 0.8, \
     $c10 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c10 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5) pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'trajectory.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c5 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c5 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c6 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c6 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c7 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c7 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c8 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c8 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (5,3) pointtype 7 pointsize 0.8, \
     $c9 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c9 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5) pointtype 5 pointsize 0.8, \
     $c10 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c10 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5) pointtype 9 pointsize 0.8
unset output
