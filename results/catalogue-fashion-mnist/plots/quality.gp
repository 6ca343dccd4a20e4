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
4 230.69753 230.02448 231.37058
8 229.58532 228.72429 230.44636
20 230.94892 230.4251 231.47273
EOD
$c1 << EOD
7 216.518 215.73231 217.3037
19 177.79164 175.68993 179.89335
EOD
$c2 << EOD
3 229.11847 227.9937 230.24325
6 237.64356 236.9293 238.35782
9 214.67418 213.46741 215.88094
18 167.78703 165.80594 169.76812
EOD
$c3 << EOD
4 289.26227 288.6396 289.88493
6 256.62219 255.33245 257.91192
8 228.20053 226.75193 229.64914
10 205.23644 203.87682 206.59607
20 126.39198 124.22526 128.55869
EOD
$c4 << EOD
8 232.52424 231.45906 233.58942
16 126.23551 124.49216 127.97886
EOD
$c5 << EOD
5 190.17086 189.09541 191.24631
10 218.62173 217.69674 219.54671
20 180.21387 178.25954 182.1682
EOD
$c6 << EOD
4 253.71003 252.40217 255.01788
8 216.53596 215.58918 217.48274
20 102.85175 100.77409 104.9294
EOD
$c7 << EOD
3 291.79965 291.321 292.2783
6 241.33664 240.03893 242.63435
9 187.27969 185.8708 188.68858
18 96.417563 94.395559 98.439567
EOD
$c8 << EOD
7 212.28299 210.88654 213.67945
19 75.098385 72.32743 77.86934
EOD
$c9 << EOD
4 223.12206 222.42717 223.81695
8 226.05388 225.43387 226.6739
20 49.598952 47.560381 51.637524
EOD
$c10 << EOD
3 281.89179 281.09238 282.69119
6 197.97204 197.48015 198.46393
9 192.02953 189.9001 194.15895
18 53.178781 51.016087 55.341474
EOD
$c11 << EOD
4 216.43098 214.89758 217.96439
8 227.59178 226.48033 228.70324
20 40.546424 38.850599 42.242248
EOD
$c12 << EOD
4 242.93771 241.78912 244.0863
8 205.61028 204.27915 206.94141
20 37.411603 35.848563 38.974642
EOD
$c13 << EOD
4 237.12946 236.6087 237.65021
8 185.8407 184.09321 187.5882
20 40.383314 38.590963 42.175664
EOD
$c14 << EOD
6 205.77138 204.53281 207.00995
18 38.860801 37.138209 40.583393
EOD
$c15 << EOD
3 223.1453 222.35705 223.93354
6 215.92709 214.81942 217.03476
9 168.27473 166.98294 169.56651
18 36.242413 34.942211 37.542616
EOD
$c16 << EOD
6 198.98356 197.08158 200.88554
18 41.070205 38.5265 43.613911
EOD
$c17 << EOD
8 229.12353 227.9894 230.25767
16 39.552104 37.619865 41.484344
EOD
$c18 << EOD
4 207.10204 206.22691 207.97716
6 225.1595 224.18407 226.13493
8 206.18606 205.21461 207.1575
10 142.13839 140.57878 143.69801
20 38.754419 36.910656 40.598181
EOD
$c19 << EOD
4 217.89915 217.01269 218.78561
6 213.14235 211.35328 214.93142
8 183.7786 182.51982 185.03737
10 167.24648 166.16762 168.32534
20 32.217385 30.713409 33.72136
EOD
$c20 << EOD
3 218.90969 217.99435 219.82503
6 205.22529 203.04066 207.40992
9 120.91793 118.7726 123.06326
18 37.804384 36.225399 39.38337
EOD
$c21 << EOD
6 161.50181 158.48041 164.5232
18 43.888199 41.437693 46.338706
EOD
$c22 << EOD
4 230.45917 229.65227 231.26606
20 43.886955 42.099516 45.674395
EOD
$c23 << EOD
4 185.02505 183.62553 186.42457
6 173.52584 171.79422 175.25747
8 134.33843 132.5515 136.12536
10 97.762832 95.873934 99.65173
20 40.757949 39.019884 42.496014
EOD
$c24 << EOD
5 200.76582 198.89203 202.6396
10 67.549917 65.524848 69.574985
20 35.579122 34.127948 37.030295
EOD
$c25 << EOD
4 201.4859 199.89093 203.08086
6 143.46569 140.86866 146.06272
8 103.07161 99.843807 106.29942
10 79.825716 77.127047 82.524385
20 47.057753 45.00396 49.111546
EOD
$c26 << EOD
4 218.42926 217.31181 219.54672
6 191.92498 189.1056 194.74436
8 110.81092 108.87795 112.74389
10 60.843488 59.131245 62.555731
20 34.429403 32.820058 36.038747
EOD
$c27 << EOD
4 133.46536 130.44366 136.48706
6 101.64468 99.090175 104.19918
8 91.758802 89.77054 93.747063
10 84.210649 81.994631 86.426668
20 72.710255 70.372501 75.048009
EOD
$c28 << EOD
4 195.69888 193.15036 198.2474
6 156.98795 155.80606 158.16983
8 104.72879 102.71976 106.73782
10 69.270041 66.975828 71.564254
20 33.710899 32.231973 35.189825
EOD
$c29 << EOD
4 202.64214 200.42299 204.8613
6 181.48965 179.45586 183.52345
8 108.46339 105.11282 111.81396
10 52.099856 49.72128 54.478431
20 34.154344 32.684466 35.624222
EOD
$c30 << EOD
4 202.64214 200.42299 204.8613
6 181.48965 179.45586 183.52345
8 108.46339 105.11282 111.81396
10 52.099856 49.72128 54.478431
20 34.154344 32.684466 35.624222
EOD
$c31 << EOD
4 224.81203 224.08931 225.53474
6 207.53407 205.89702 209.17112
8 117.92383 115.91441 119.93325
10 36.413151 34.605394 38.220908
20 33.357734 31.885192 34.830276
EOD
$c32 << EOD
4 205.53141 203.7522 207.31062
8 67.746846 66.057237 69.436455
20 33.940391 32.442294 35.438488
EOD
$c33 << EOD
4 220.94888 220.62285 221.2749
6 182.22016 180.48989 183.95044
8 95.330031 92.051093 98.608969
10 50.466913 48.170956 52.762871
20 32.922984 31.337045 34.508923
EOD
$c34 << EOD
3 219.7059 218.18754 221.22426
6 121.10163 118.10792 124.09535
9 52.662761 50.327004 54.998518
18 35.497962 33.92849 37.067433
EOD
$c35 << EOD
4 200.37775 197.98619 202.76931
8 65.536257 63.565255 67.507259
20 33.582325 32.061624 35.103025
EOD
$c36 << EOD
4 179.41452 177.12689 181.70216
6 199.59707 198.57612 200.61801
8 99.793797 96.898603 102.68899
10 47.770197 45.728071 49.812323
20 33.543236 32.092267 34.994205
EOD
$c37 << EOD
4 192.85243 191.07549 194.62937
8 66.530834 64.675294 68.386375
20 33.935837 32.420288 35.451385
EOD
$c38 << EOD
4 197.1135 194.35145 199.87554
8 64.484085 62.555671 66.412499
20 33.628265 32.119023 35.137507
EOD
$c39 << EOD
4 189.42816 187.13222 191.72409
6 207.96866 207.05041 208.88691
8 88.946116 86.44701 91.445221
10 39.990023 38.127956 41.852091
20 33.270841 31.843915 34.697767
EOD
$c40 << EOD
4 183.96715 181.75825 186.17606
6 208.13707 207.11769 209.15646
8 89.350421 86.885542 91.8153
10 40.02114 38.16061 41.881671
20 33.255326 31.82495 34.685702
EOD
$c41 << EOD
4 172.47474 170.55175 174.39773
6 208.59207 207.01256 210.17159
8 90.428473 88.061636 92.79531
10 40.05926 38.216479 41.902042
20 33.258984 31.848954 34.669013
EOD
$c42 << EOD
4 179.41452 177.12689 181.70216
6 207.38356 206.12958 208.63754
8 83.11815 79.951769 86.284532
10 39.318476 37.492295 41.144658
20 33.268841 31.868293 34.669389
EOD
$c43 << EOD
4 89.870737 86.310217 93.431256
7 120.91249 118.00417 123.8208
10 68.768251 66.720213 70.816289
19 37.679468 36.156511 39.202425
EOD
$c44 << EOD
3 214.15726 212.3346 215.97993
6 78.76303 76.827941 80.698119
9 44.58916 43.143697 46.034623
18 33.846371 32.289655 35.403087
EOD
$c45 << EOD
4 90.507005 88.264414 92.749595
6 93.42453 91.721979 95.12708
8 76.849804 75.453465 78.246144
10 58.387641 56.876426 59.898856
20 36.529875 34.866738 38.193012
EOD
$c46 << EOD
3 79.475642 76.49577 82.455513
6 87.277643 85.413725 89.14156
9 63.23674 61.150893 65.322588
18 36.132583 34.587067 37.678099
EOD
$c47 << EOD
6 67.8132 65.088187 70.538214
10 39.490258 37.65181 41.328706
20 73.136121 70.909237 75.363006
EOD
$c48 << EOD
4 166.6309 163.87675 169.38504
6 113.5314 110.51187 116.55093
8 48.455665 46.701134 50.210195
10 37.098371 35.608865 38.587877
20 33.228603 31.852735 34.604471
EOD
$c49 << EOD
4 196.4103 194.56624 198.25437
6 96.654391 93.834602 99.474181
8 46.997132 44.582441 49.411824
10 36.133153 34.507997 37.758308
20 33.376136 31.942218 34.810053
EOD
$c50 << EOD
4 190.55847 188.4894 192.62754
6 96.339107 93.518568 99.159646
8 46.955683 44.62532 49.286046
10 36.120566 34.509281 37.731851
20 33.375468 31.942885 34.808051
EOD
$c51 << EOD
4 133.82055 130.52998 137.11112
6 82.798087 79.827693 85.768482
8 57.370489 54.926909 59.814069
10 45.173868 43.133468 47.214268
20 34.3972 32.762214 36.032185
EOD
$c52 << EOD
4 166.18351 164.74241 167.62462
6 97.100434 94.851798 99.349069
8 46.882621 44.672798 49.092443
10 36.11676 34.51252 37.720999
20 33.375245 31.95982 34.790669
EOD
$c53 << EOD
4 196.92262 195.31851 198.52672
6 81.950349 78.365405 85.535293
8 44.744536 41.92394 47.565132
10 36.612326 34.648605 38.576048
20 33.456101 31.953841 34.958361
EOD
$c54 << EOD
4 133.46536 130.44366 136.48706
6 78.708207 76.124324 81.29209
8 55.986093 53.900435 58.071752
10 43.752836 42.004618 45.501055
20 33.494616 32.054295 34.934937
EOD
$c55 << EOD
4 189.87869 187.68565 192.07173
6 80.460508 76.881345 84.03967
8 44.572201 41.843649 47.300753
10 36.578369 34.672554 38.484185
20 33.465182 31.970809 34.959555
EOD
$c56 << EOD
3 205.57178 204.08132 207.06224
6 56.052891 53.09385 59.011933
9 36.010556 34.676493 37.344619
18 33.127823 31.717988 34.537659
EOD
$c57 << EOD
4 162.23825 160.63011 163.84639
6 74.701707 71.858666 77.544747
8 48.75422 46.644618 50.863821
10 37.910755 36.134232 39.687278
20 33.210529 31.730157 34.6909
EOD
$c58 << EOD
4 136.32588 134.36706 138.28471
6 67.790937 64.901378 70.680497
8 48.020578 45.898268 50.142888
10 37.868067 36.089959 39.646174
20 33.21053 31.730275 34.690786
EOD
$c59 << EOD
4 206.4585 204.80729 208.1097
6 78.8043 77.169294 80.439305
8 33.539302 32.052719 35.025886
10 31.401697 29.733754 33.069641
20 31.371279 29.729437 33.013121
EOD
$c60 << EOD
4 180.10912 178.33366 181.88458
6 73.966816 72.700961 75.23267
8 37.092537 35.568922 38.616152
10 33.207133 31.661637 34.752629
20 32.158421 30.61014 33.706703
EOD
$c61 << EOD
4 176.12811 173.84436 178.41186
6 59.826118 56.380305 63.27193
8 39.861253 37.403427 42.319079
10 35.379001 33.598614 37.159389
20 33.467714 31.987066 34.948362
EOD
$c62 << EOD
4 94.180494 90.661958 97.699029
6 62.849005 60.015275 65.682736
8 51.529719 48.958478 54.100961
10 44.60833 42.444729 46.771931
20 36.087422 34.417553 37.75729
EOD
$c63 << EOD
4 146.86849 145.25682 148.48017
6 60.447838 57.755895 63.139781
8 42.429603 40.405479 44.453727
10 36.423123 34.700581 38.145665
20 33.305818 31.809226 34.80241
EOD
$c64 << EOD
4 118.96733 115.79652 122.13814
6 61.437174 58.46826 64.406087
8 46.582903 44.386893 48.778914
10 39.823608 38.046561 41.600655
20 33.504069 31.954489 35.05365
EOD
$c65 << EOD
4 145.64834 143.05455 148.24213
6 57.75066 56.036524 59.464796
8 39.58906 37.453961 41.724159
10 35.264065 33.379843 37.148288
20 33.285163 31.807062 34.763265
EOD
$c66 << EOD
4 98.492697 94.880193 102.1052
6 66.315735 64.17554 68.455931
8 37.937157 36.09824 39.776075
10 33.697206 32.313835 35.080578
20 32.926603 31.498906 34.3543
EOD
$c67 << EOD
4 103.15867 99.839521 106.47782
6 50.486976 48.511105 52.462846
8 40.476916 38.892765 42.061068
10 36.891616 35.395973 38.387259
20 33.275355 31.76809 34.782619
EOD
$c68 << EOD
4 131.74137 129.60478 133.87797
6 49.532526 48.017893 51.047158
8 35.976381 34.411117 37.541646
10 33.53814 31.997736 35.078544
20 32.250476 30.697872 33.803079
EOD
$c69 << EOD
4 102.39403 99.40099 105.38706
6 48.728144 47.1172 50.339089
8 39.209583 37.962171 40.456994
10 36.344513 34.974986 37.71404
20 33.323176 31.870601 34.775751
EOD
$c70 << EOD
4 106.28217 103.77412 108.79022
6 45.090947 43.252572 46.929322
8 37.378522 36.0465 38.710545
10 35.427575 34.127329 36.72782
20 33.631474 32.076156 35.186791
EOD
$c71 << EOD
4 82.069663 78.559674 85.579652
6 50.492576 47.84908 53.136072
8 41.63475 39.399926 43.869574
10 37.09815 35.479453 38.716847
20 33.098039 31.598579 34.597498
EOD
$c72 << EOD
4 82.069663 78.559674 85.579652
6 50.492576 47.84908 53.136072
8 41.63475 39.399926 43.869574
10 37.09815 35.479453 38.716847
20 33.098039 31.598579 34.597498
EOD
$c73 << EOD
4 82.069663 78.559674 85.579652
6 50.492576 47.84908 53.136072
8 41.63475 39.399926 43.869574
10 37.09815 35.479453 38.716847
20 33.098039 31.598579 34.597498
EOD
$c74 << EOD
4 100.56079 97.460213 103.66137
6 44.256417 42.76931 45.743524
8 37.422456 35.936508 38.908403
10 35.079999 33.506042 36.653957
20 33.54517 32.060709 35.029631
EOD
$c75 << EOD
4 80.692707 77.184864 84.20055
6 48.314725 45.705484 50.923966
8 39.551968 37.575061 41.528876
10 35.878857 34.272122 37.485592
20 32.676386 31.119163 34.233608
EOD
$c76 << EOD
4 80.692707 77.184864 84.20055
6 48.314725 45.705484 50.923966
8 39.551968 37.575061 41.528876
10 35.878857 34.272122 37.485592
20 32.676386 31.119163 34.233608
EOD
$c77 << EOD
4 80.692707 77.184864 84.20055
6 48.314725 45.705484 50.923966
8 39.551968 37.575061 41.528876
10 35.878857 34.272122 37.485592
20 32.676386 31.119163 34.233608
EOD
$c78 << EOD
4 80.581925 77.077147 84.086702
6 47.86651 45.279578 50.453442
8 39.083516 37.189398 40.977635
10 35.627617 34.033884 37.221351
20 32.614964 31.076772 34.153155
EOD
$c79 << EOD
4 80.581925 77.077147 84.086702
6 47.86651 45.279578 50.453442
8 39.083516 37.189398 40.977635
10 35.627617 34.033884 37.221351
20 32.614964 31.076772 34.153155
EOD
$c80 << EOD
4 80.581925 77.077147 84.086702
6 47.86651 45.279578 50.453442
8 39.083516 37.189398 40.977635
10 35.627617 34.033884 37.221351
20 32.614964 31.076772 34.153155
EOD
$c81 << EOD
4 93.535444 90.256705 96.814182
6 42.086139 40.545855 43.626422
8 36.379655 34.567341 38.191969
10 34.654917 33.029473 36.28036
20 33.418224 31.963172 34.873276
EOD
$c82 << EOD
4 95.758145 93.337252 98.179039
6 42.466159 40.517112 44.415207
8 35.703663 33.828737 37.578588
10 34.349207 32.816624 35.881791
20 33.200225 31.781147 34.619303
EOD
$c83 << EOD
4 108.93849 105.89627 111.98071
6 44.413673 42.075422 46.751924
8 32.776256 31.003118 34.549395
10 31.738209 30.034924 33.441494
20 31.223248 29.589342 32.857155
EOD
$c84 << EOD
4 75.611245 73.363596 77.858893
6 39.844641 37.927184 41.762097
8 36.289682 34.607068 37.972296
10 34.388779 32.879154 35.898404
20 32.444995 30.850755 34.039234
EOD
$c85 << EOD
4 67.120903 64.279076 69.96273
6 41.461527 39.271168 43.651885
8 36.952956 35.24512 38.660793
10 34.817407 33.298454 36.336361
20 32.588053 31.019487 34.156619
EOD
$c86 << EOD
4 72.16253 69.605696 74.719364
6 39.79025 37.696167 41.884332
8 35.195794 33.586784 36.804805
10 33.486893 31.974295 34.99949
20 32.636197 31.146354 34.126039
EOD
$c87 << EOD
4 68.540964 66.490826 70.591102
6 40.827066 39.341578 42.312554
8 35.522972 33.831781 37.214163
10 33.421751 31.889987 34.953515
20 33.112268 31.63201 34.592526
EOD
$c88 << EOD
4 72.110907 69.558165 74.663648
6 39.701059 37.599836 41.802282
8 35.14995 33.522613 36.777287
10 33.474644 31.922885 35.026403
20 32.224526 30.663389 33.785663
EOD
$c89 << EOD
4 67.196017 64.388036 70.003998
6 40.306269 38.13295 42.479588
8 35.710021 34.147916 37.272126
10 34.169887 32.724243 35.61553
20 32.762375 31.19809 34.32666
EOD
$c90 << EOD
4 65.485401 63.590297 67.380504
6 40.011635 38.353827 41.669443
8 34.846577 33.018769 36.674386
10 33.053075 31.507459 34.59869
20 33.272591 31.791153 34.75403
EOD
$c91 << EOD
4 64.974659 63.125705 66.823613
6 40.011981 38.347067 41.676895
8 34.892995 33.089353 36.696637
10 33.055739 31.49835 34.613128
20 33.270345 31.790052 34.750637
EOD
$c92 << EOD
4 47.792739 45.986748 49.59873
6 36.429846 34.620405 38.239287
8 34.149108 32.633995 35.664221
10 33.413447 31.938721 34.888173
20 33.35891 31.94113 34.77669
EOD
set lmargin at screen 0.100
set rmargin at screen 0.559
set bmargin at screen 0.155
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale x
set logscale y
set ytics ('30' 30, '50' 50, '70' 70, '100' 100, '150' 150, '200' 200, '300' 300)
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [3.4782609:23]
set yrange [21.399674:301.2338]
set arrow from graph 1.02, graph 0.0560 to graph 1.085, graph 0.0560 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'gradient_estimation' at graph 1.1, graph 0.0560 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.0560 point pt 13 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.0000 to graph 1.085, graph 0.0000 nohead linecolor rgb '#332288' linewidth 2 dashtype 1
set label 'v_ab2' at graph 1.1, graph 0.0000 left noenhanced font ',14' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.0000 point pt 11 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.1680 to graph 1.085, graph 0.1680 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'deis_tab1' at graph 1.1, graph 0.1680 left noenhanced font ',14' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.1680 point pt 11 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.2240 to graph 1.085, graph 0.2240 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'ipndm_v4_legacy' at graph 1.1, graph 0.2240 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.2240 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.3360 to graph 1.085, graph 0.3360 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.3360 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.3360 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.1120 to graph 1.085, graph 0.1120 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'ipndm_v3_legacy' at graph 1.1, graph 0.1120 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.1120 point pt 13 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.2800 to graph 1.085, graph 0.2800 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'exp_ab2_noise' at graph 1.1, graph 0.2800 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2800 point pt 11 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.4480 to graph 1.085, graph 0.4480 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2' at graph 1.1, graph 0.4480 left noenhanced font ',14' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.4480 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.3920 to graph 1.085, graph 0.3920 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'unic(dpmpp_2m)' at graph 1.1, graph 0.3920 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.3920 point pt 9 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.5040 to graph 1.085, graph 0.5040 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'analytic_start(dpmpp_2m)' at graph 1.1, graph 0.5040 left noenhanced font ',14' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.5040 point pt 13 ps 0.8 lc rgb '#E69F00'
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
     $c84 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c59 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c83 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c83 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c85 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c85 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c86 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c86 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c87 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c87 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c88 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c88 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c89 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c89 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c90 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c90 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c91 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c91 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c92 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c92 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8
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
     $c84 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c59 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c83 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c83 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c85 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c85 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c86 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c86 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c87 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c87 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c88 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c88 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c89 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c89 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c90 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c90 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c91 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c91 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c92 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c92 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8
unset output
