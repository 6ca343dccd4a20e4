# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1329,1070 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1329]
set yrange [0:1070]
set label 'At most 20 evaluations' at 14,1046 left noenhanced font ',15' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional: what guidance buys and costs' at 14,1022 left noenhanced font ',13' textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1,  NFE 20,  FD 87.6,  precision 0.835,  recall 0.508' at 14,988 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,909.5 to 1315.5,976.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 1.5,  NFE 20,  FD 54.5,  precision 0.880,  recall 0.489' at 14,888 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,809.5 to 1315.5,876.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 2,  NFE 20,  FD 33.4,  precision 0.879,  recall 0.446' at 14,788 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,709.5 to 1315.5,776.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 3,  NFE 20,  FD 26.2,  precision 0.878,  recall 0.351' at 14,688 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,609.5 to 1315.5,676.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 5,  NFE 20,  FD 57.6,  precision 0.872,  recall 0.263' at 14,588 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,509.5 to 1315.5,576.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 2, from 0.3 to 3,  NFE 19,  FD 59.0,  precision 0.893,  recall 0.478' at 14,488 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,409.5 to 1315.5,476.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 3, from 0.3 to 3,  NFE 19,  FD 34.6,  precision 0.898,  recall 0.452' at 14,388 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,309.5 to 1315.5,376.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 1.5, by cifar10,  NFE 20,  FD 35.4,  precision 0.837,  recall 0.565' at 14,288 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,209.5 to 1315.5,276.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 2, by cifar10,  NFE 20,  FD 16.6,  precision 0.786,  recall 0.568' at 14,188 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,109.5 to 1315.5,176.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 3, by cifar10,  NFE 20,  FD 26.3,  precision 0.755,  recall 0.541' at 14,88 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,9.5 to 1315.5,76.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
plot '../pictures/dpmpp_2m-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,910.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1.5-log_snr-nfe20.png' binary filetype=png origin=(14.5,810.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2-log_snr-nfe20.png' binary filetype=png origin=(14.5,710.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,610.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_5-log_snr-nfe20.png' binary filetype=png origin=(14.5,510.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,410.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,310.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1.5__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,210.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,110.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
